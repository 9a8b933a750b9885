// Who looked at what: a month, sifted by who, what and whose.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: part

    required property LooksView looks

    spacing: Theme.near

    Scroller { // many months, roles and kinds: the list below keeps its room
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(sift.implicitHeight, part.height * 0.45)
        contentHeight: sift.implicitHeight

        ColumnLayout {
            id: sift

            width: parent.width - 12
            spacing: Theme.near

            Segmented { objectName: "looks.month"; options: part.looks.months; current: part.looks.month; label: qsTr("oversight.month_label"); onPicked: key => part.looks.choose_month(key) }
            Segmented { objectName: "looks.who"; options: part.looks.people; current: part.looks.who; label: qsTr("oversight.who_label"); onPicked: key => part.looks.choose_who(key) }
            Segmented { objectName: "looks.view"; options: part.looks.views; current: part.looks.view; label: qsTr("oversight.what_label"); onPicked: key => part.looks.choose_view(key) }
        }
    }

    Field { objectName: "looks.whose"; Layout.fillWidth: true; label: qsTr("oversight.whose_label"); onEdited: text => part.looks.look_for(text) }
    Say { objectName: "looks.about"; Layout.fillWidth: true; kind: "caption"; text: part.looks.about; wrapMode: Text.Wrap }
    FieldError { objectName: "looks.error"; Layout.fillWidth: true; text: part.looks.form.general }

    ScrollList {
        objectName: "looks.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 160
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
