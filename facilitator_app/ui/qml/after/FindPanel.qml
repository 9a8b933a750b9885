pragma ComponentBehavior: Bound
// Looking for words in this session or in all of them, and what is left out of the timeline.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Panel {
    id: panel

    required property ReviewView review
    readonly property Finding finding: review.finding
    property bool sifting: false

    objectName: "find"
    onVisibleChanged: if (visible) begin()

    function begin() {
        words.text = finding.typed;
        words.forceActiveFocus();
    }

    ColumnLayout {
        anchors { fill: parent; margins: Theme.gap }
        spacing: 12

        RowLayout {
            spacing: Theme.near

            Field { id: words; objectName: "find.words"; Layout.fillWidth: true; hint: qsTr("search.hint"); onEdited: text => panel.finding.look_for(text); }
            Button { objectName: "find.sift"; kind: "round"; glyph: "list"; text: qsTr("search.sift"); chosen: panel.sifting || panel.finding.is_sifted; onClicked: panel.sifting = !panel.sifting }
            Button { objectName: "find.close"; kind: "round"; glyph: "close"; text: qsTr("search.close"); onClicked: panel.review.find() }
        }

        Segmented {
            objectName: "find.reach"
            visible: !panel.sifting
            label: qsTr("search.where")
            options: [{ key: "session", text: qsTr("search.here") }, { key: "all", text: qsTr("search.everywhere") }]
            current: panel.finding.reach
            onPicked: key => panel.finding.look_in(key)
        }

        Say { objectName: "find.told"; visible: !panel.sifting && text !== ""; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: panel.finding.told }

        Scroller {
            objectName: "find.list"
            visible: !panel.sifting
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: list.implicitHeight

            Column {
                id: list

                width: parent.width
                spacing: 8
                Accessible.role: Accessible.List
                Accessible.name: panel.finding.told

                Say { visible: panel.finding.told === ""; width: parent.width; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("search.how") }

                Repeater { model: panel.finding.finds; delegate: FoundRow { width: list.width; onClicked: panel.finding.go(entry) } }
            }
        }

        Scroller {
            objectName: "find.sieve"
            visible: panel.sifting
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: sieve.implicitHeight

            Column {
                id: sieve

                width: parent.width
                spacing: Theme.near

                Sifted { label: qsTr("search.kinds"); options: panel.finding.kinds; name: "find.kind."; onTurned: key => panel.finding.turn_kind(key) }
                Sifted { label: qsTr("search.writers"); options: panel.finding.writers; name: "find.writer."; onTurned: key => panel.finding.turn_writer(key) }
                Button { objectName: "find.show_all"; enabled: panel.finding.is_sifted; text: qsTr("search.show_all"); onClicked: panel.finding.show_all() }
            }
        }
    }

    component Sifted: Column {
        id: sifted

        property string label: ""
        property string name: ""
        property var options: []
        signal turned(string key)

        width: parent ? parent.width : 0
        spacing: 8

        Say { kind: "strong"; text: sifted.label }

        Repeater {
            model: sifted.options

            Choice {
                required property var modelData

                objectName: sifted.name + modelData.key
                width: sifted.width
                many: true
                text: modelData.text
                chosen: modelData.shown
                onClicked: sifted.turned(modelData.key)
            }
        }
    }
}
