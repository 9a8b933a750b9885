// The groups of the clinic: found by a part of their theme, each with a page of its own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../before"
import "../components"
import "../home" as At

Item {
    id: page

    required property Shell shell
    readonly property GroupsView groups: shell.home.groups as GroupsView

    Roomy { // a list that has little room scrolls with what is above it
        anchors.fill: parent
        spacing: Theme.gap

        At.SectionHead {
            objectName: "groups"
            Layout.fillWidth: true
            title: qsTr("groups_ui.title")
            about: page.groups && page.groups.is_empty ? qsTr("groups_ui.about") : ""
            act: qsTr("groups_ui.form")
            onActed: page.groups.page.add()
        }

        GridLayout {
            visible: page.groups && !page.groups.is_empty
            columns: page.width < 720 * Theme.factor ? 1 : 2
            columnSpacing: 10
            rowSpacing: 10

            Field { objectName: "groups.search"; Layout.fillWidth: true; hint: qsTr("groups_ui.search"); onEdited: text => page.groups.search(text); Component.onDestruction: if (page.groups) page.groups.search("") }
            Button { objectName: "groups.export"; Layout.maximumWidth: page.width; glyph: "export"; text: qsTr("clinic_out.groups"); onClicked: page.shell.moving.clinic.save_groups() }
        }
        FieldError { objectName: "groups.error"; Layout.fillWidth: true; text: page.shell.moving.clinic.form.general }
        Say { objectName: "groups.said"; visible: text !== ""; Layout.fillWidth: true; text: page.shell.moving.clinic.said; wrapMode: Text.Wrap; Component.onDestruction: if (page.shell) page.shell.moving.clinic.forget() }
        Say { objectName: "groups.of"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: page.groups ? page.groups.rows_of : ""; wrapMode: Text.Wrap }

        ScrollList {
            objectName: "groups.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
            model: page.groups ? page.groups.rows : null

            delegate: ListRow {
                required property string key
                required property var model

                width: ListView.view.width
                objectName: "groups." + key
                glyph: "group"
                text: model.text
                note: model.note
                aside: model.aside
                onClicked: page.groups.page.show(key)
            }
        }
    }

    GroupSheet { objectName: "group"; parent: page.parent.parent.parent; page: page.groups ? page.groups.page : null; shell: page.shell }

    Loader { // each above the group it was opened from
        parent: page.parent.parent.parent
        anchors.fill: parent
        z: 31
        active: page.groups !== null
        sourceComponent: Component { SignSheet { objectName: "sign"; signing: page.groups.signing } }
    }

    Loader {
        parent: page.parent.parent.parent
        anchors.fill: parent
        z: 31
        active: page.groups !== null
        sourceComponent: Component { PaperShownSheet { objectName: "shown"; shown: page.groups.shown } }
    }
}
