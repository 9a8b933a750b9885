// Who looked at what: a month, sifted by who, what and whose.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

GridLayout {
    id: part

    required property LooksView looks
    readonly property bool slim: width < 900 * Theme.factor

    columns: slim ? 1 : 2
    columnSpacing: Theme.pad
    rowSpacing: Theme.near

    Scroller {
        Layout.preferredWidth: part.slim ? part.width : 400 * Theme.factor
        Layout.fillWidth: part.slim
        Layout.fillHeight: !part.slim
        Layout.preferredHeight: part.slim ? part.height * 0.4 : -1
        Layout.minimumHeight: part.slim && Window.height < 400 * Theme.factor ? contentHeight : 0
        contentHeight: sift.implicitHeight + 8

        ColumnLayout {
            id: sift

            width: parent.width - 12
            spacing: Theme.near

            Field { objectName: "looks.whose"; Layout.fillWidth: true; label: qsTr("oversight.whose_label"); onEdited: text => part.looks.look_for(text) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("oversight.who_label") }
            Segmented { objectName: "looks.who"; options: part.looks.people; current: part.looks.who; label: qsTr("oversight.who_label"); onPicked: key => part.looks.choose_who(key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("oversight.what_label") }
            Segmented { objectName: "looks.view"; options: part.looks.views; current: part.looks.view; label: qsTr("oversight.what_label"); onPicked: key => part.looks.choose_view(key) }
            Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("oversight.month_label") }
            Segmented { objectName: "looks.month"; options: part.looks.months; current: part.looks.month; label: qsTr("oversight.month_label"); onPicked: key => part.looks.choose_month(key) }
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.near

        Say { objectName: "looks.about"; Layout.fillWidth: true; kind: "caption"; text: part.looks.about; wrapMode: Text.Wrap }

        ScrollList {
            objectName: "looks.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: part.looks.rows

            delegate: ListRow {
                required property int index
                required property var model

                width: ListView.view.width
                objectName: "looks.row." + index
                opens: false
                text: model.text
                note: model.note
                aside: model.aside
            }
        }
    }
}
